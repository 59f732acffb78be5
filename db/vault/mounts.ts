/** One line of /proc/self/mountinfo. */
export interface Mount {
  /** Major and minor number, e.g. `8:1`; `0:n` where no block device stands behind. */
  device: string
  /** Where it is mounted, escapes resolved. */
  point: string
  type: string
  /** The device or server, e.g. `/dev/sda1`, `//server/share`. */
  source: string
}

/** File systems that are another machine's, or a host's behind a virtual machine. */
const SHARES = new Set([
  'nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'smb2', 'ncpfs', 'ncp', 'afs', 'coda', '9p', 'davfs', 'ceph', 'glusterfs', 'lustre', 'gfs2', 'ocfs2',
  'beegfs', 'gpfs', 'orangefs', 'virtiofs', 'vboxsf', 'prl_fs', 'vmhgfs', 'fuse.vmhgfs-fuse', 'fuse.sshfs', 'fuse.davfs2', 'fuse.rclone',
  'fuse.gvfsd-fuse', 'fuse.ceph', 'fuse.ceph-fuse', 'fuse.glusterfs', 'fuse.s3fs', 'fuse.smbnetfs', 'fuse.curlftpfs', 'fuse.juicefs',
])

/** Reads /proc/self/mountinfo (proc(5)); lines it does not understand are left out. */
export function parseMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap(line => {
    const [left, right] = line.split(' - ')
    const before = left?.split(' ')
    const after = right?.split(' ')
    const device = before?.[2]
    const point = before?.[4]
    const type = after?.[0]
    if (!device || !point || !type) return []
    return [{ device, point: unescape(point), type, source: unescape(after[1] ?? '') }]
  })
}

/** Space, tab, newline and backslash come as three octal digits, one per byte. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)))
}

/** The mount a path lies on: the longest mount point above it; of two on the same point, the later one, which hides the earlier. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined
  for (const mount of mounts) {
    const inside = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`)
    if (inside && (!best || mount.point.length >= best.point.length)) best = mount
  }
  return best
}

/** Whether a mount belongs to another machine. A sandbox or container may have its own root on 9p or virtiofs: nobody else writes there. */
export function isShare(mount: Mount): boolean {
  if (mount.point === '/' && (mount.type === '9p' || mount.type === 'virtiofs')) return false
  return SHARES.has(mount.type) || /^(\/\/|\\\\)[^/\\]/.test(mount.source)
}
