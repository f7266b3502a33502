import type { BindingPattern, Program, Statement } from "oxc-parser";

/** A name that a cell declares for the cells after it, and where. */
export interface DeclaredName {
  readonly name: string;
  readonly start: number;
}

export function declaredNames(program: Program): readonly DeclaredName[] {
  return program.body.flatMap(namesOf);
}

/** The names that a statement declares. */
export function namesOf(statement: Program["body"][number] | Statement): DeclaredName[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.specifiers.map(({ local }) => local);
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => patternNames(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id === null ? [] : [statement.id];
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
      return [statement.id];
    default:
      return [];
  }
}

/** The names that a pattern binds. */
export function patternNames(pattern: BindingPattern): DeclaredName[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return pattern.properties.flatMap((each) =>
        each.type === "RestElement" ? patternNames(each.argument) : patternNames(each.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((each) => {
        if (each === null) return [];
        return each.type === "RestElement" ? patternNames(each.argument) : patternNames(each);
      });
    case "AssignmentPattern":
      return patternNames(pattern.left);
    default:
      return [];
  }
}
