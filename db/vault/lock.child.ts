import { lockFolder } from './lock.ts'

/** Holds the lock of the folder named on the command line until it is killed; run by lock.test.ts. */
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: lock.child.ts FOLDER')
lockFolder(folder)
process.stdout.write('held\n')
setInterval(() => {}, 1000)
