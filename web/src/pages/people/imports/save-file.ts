/** Saves a CSV text as a file, in UTF-8 with a byte order mark, so that spreadsheets read accents right. */
export function saveCsv(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
