export function formatLine(name: string, line: string, colour: boolean): string | undefined;
