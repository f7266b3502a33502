import type { Program } from "oxc-parser";
import { type DeclaredName, patternNames } from "./declared-names.ts";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Where a name is a word of its parent and no value or type of its own. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ["property"],
  Property: ["key"],
  PropertyDefinition: ["key"],
  MethodDefinition: ["key"],
  AccessorProperty: ["key"],
  TSPropertySignature: ["key"],
  TSMethodSignature: ["key"],
  TSQualifiedName: ["right"],
  TSImportType: ["qualifier"],
  TSNamedTupleMember: ["label"],
  LabeledStatement: ["label"],
  BreakStatement: ["label"],
  ContinueStatement: ["label"],
  MetaProperty: ["meta", "property"],
  ImportSpecifier: ["imported"],
};

/** Where a node binds a name, at any depth. */
const bindersOf: Readonly<Record<string, readonly string[]>> = {
  VariableDeclarator: ["id"],
  FunctionDeclaration: ["id", "params"],
  FunctionExpression: ["id", "params"],
  ArrowFunctionExpression: ["params"],
  TSDeclareFunction: ["id", "params"],
  TSFunctionType: ["params"],
  TSMethodSignature: ["params"],
  TSIndexSignature: ["parameters"],
  ClassDeclaration: ["id"],
  ClassExpression: ["id"],
  CatchClause: ["param"],
  TSInterfaceDeclaration: ["id"],
  TSTypeAliasDeclaration: ["id"],
  TSTypeParameter: ["name"],
  TSMappedType: ["key"],
  ImportSpecifier: ["local"],
  ImportDefaultSpecifier: ["local"],
  ImportNamespaceSpecifier: ["local"],
};

/** Names that a cell uses and nowhere binds, each where it stands first: those it takes from other cells or finds globally. */
export function freeNames(program: Program): readonly DeclaredName[] {
  const used = new Map<string, DeclaredName>();
  const bound = new Set<string>();
  const visit = (node: Node) => {
    for (const key of bindersOf[node.type] ?? [])
      for (const pattern of nodesIn(node[key])) for (const { name } of patternNames(pattern as never)) bound.add(name);
    if (node.type === "Identifier") {
      const name = String(node["name"]);
      if (!used.has(name)) used.set(name, { name, start: node.start });
    }
    for (const [key, inner] of Object.entries(node)) {
      const isWord = wordsOf[node.type]?.includes(key) === true && node["computed"] !== true;
      if (!isWord) for (const each of nodesIn(inner)) visit(each);
    }
  };
  visit(program as never);
  return [...used.values()].filter(({ name }) => !bound.has(name));
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string" ? [value as Node] : [];
}
