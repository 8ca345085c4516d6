import Foundation

/// A file that is made and never taken over.
enum NewFile {
    /// Makes an empty file that only its owner may read.
    ///
    /// - Throws: ``StoreError`` `forbidden` for one that is there already or cannot be made.
    static func make(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .forbidden, "\(path) cannot be made: \(String(cString: strerror(errno))).",
                remedy: errno == EEXIST ? "Name a file that is not there yet." : "Name a folder that you may write.")
        }
        close(descriptor)
    }
}
