import { InvalidInput, type Issue } from "@rekindle/stats";

/** @throws InvalidInput if there is any issue. */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** The issue that holds unless a condition does. */
export function unless(isSound: boolean, path: Issue["path"], message: string, hint: string): Issue[] {
  return isSound ? [] : [{ kind: "outOfRange", path, message, hint }];
}

/** Information that does not increase from above 0, look by look. */
export function informationIssues(information: readonly number[]): Issue[] {
  const none = unless(information.length > 0, ["information"], "there is no look", "the information of each look");
  return [
    ...none,
    ...information.flatMap((now, k) => {
      const isSound = now > (information[k - 1] ?? 0) && now < Infinity;
      return unless(
        isSound,
        ["information", k],
        `information ${now} at look ${k + 1}`,
        "above 0, and above that of the look before",
      );
    }),
  ];
}

/** A list that does not have one value per look. */
export function lengthIssues(path: string, values: readonly unknown[], looks: number): Issue[] {
  return unless(values.length === looks, [path], `${values.length} values for ${looks} looks`, "one per look");
}
