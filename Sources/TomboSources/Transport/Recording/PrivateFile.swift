import Foundation

/// Files that only their owner may read.
public enum PrivateFile {
    public struct Failure: Error {
        public var path: String
        var errno: CInt

        public var reason: String { String(cString: strerror(errno)) }
    }

    static func makeDirectory(_ path: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            throw Failure(path: path, errno: CInt(underlying?.code ?? Int(EIO)))
        }
    }

    /// Writes beside the file and renames, so that a reader finds the old
    /// contents or the new, and never half of either.
    public static func write(_ text: String, to path: String) throws(Failure) {
        let temporary = path + ".tmp"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(path: path, errno: errno) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let failure = Failure(path: path, errno: errno)
                close(descriptor)
                unlink(temporary)
                throw failure
            }
            rest = rest.dropFirst(written)
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let failure = Failure(path: path, errno: errno)
            unlink(temporary)
            throw failure
        }
    }
}
