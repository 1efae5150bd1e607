/** What is used of pdfmake 0.3, which brings no types of its own. */
declare module 'pdfmake' {
  export type Content = string | { [key: string]: unknown } | Content[];

  interface PdfMake {
    setFonts(fonts: Record<string, { normal: string; bold?: string }>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: { [key: string]: unknown }): { getBuffer(): Promise<Buffer> };
  }

  const pdfmake: PdfMake;
  export default pdfmake;
}
