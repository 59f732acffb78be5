import { CFB } from '@e965/xlsx'

/** The same content behind a password, as Office and WPS save it: a container of the old kind. */
export function encryptedXlsx(content: Buffer): Buffer {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(300, 1))
  CFB.utils.cfb_add(container, '/EncryptedPackage', content)
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer)
}

/** An .xls whose stream says after its beginning that all that follows is encrypted. */
export function encryptedXls(plain: Buffer): Buffer {
  const container = CFB.read(plain, { type: 'buffer' })
  const book = CFB.find(container, 'Workbook')
  if (!book) throw new Error('no stream')
  const stream = Buffer.from(book.content as Uint8Array)
  const begin = 4 + stream.readUInt16LE(2)
  const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 1, 2, 3, 4])
  CFB.utils.cfb_add(container, '/Workbook', Buffer.concat([stream.subarray(0, begin), filePass, stream.subarray(begin)]))
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer)
}
