/** Reads PDF files away from the page; talks to nobody but the page that started it. */
import './olderRuntime.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
