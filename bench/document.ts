/** Puts a benchmark's section in place of its former one, or at the end; what else the document says stays as it is. */
export function replaceSection(document: string, name: string, text: string): string {
    const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end ${name} -->`];
    const block = `${begin}\n\n${text}\n\n${end}`;
    const [from, to] = [document.indexOf(begin), document.indexOf(end)];
    return from < 0 || to < from
        ? `${document.trimEnd()}\n\n${block}\n`
        : document.slice(0, from) + block + document.slice(to + end.length);
}
