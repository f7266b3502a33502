/** The file descriptor on which the process of the cells tells what they do; standard output belongs to the cells. */
export const EVENT_DESCRIPTOR = 3;
