import NIOCore

/// An answer as it is sent, with the revision of the database that it is of.
struct KeptAnswer: Sendable, Equatable {
    var body: ByteBuffer
    var mediaType: String
    /// nil where the database changed while it was worked out: then it is nobody else's.
    var revision: String?

    /// What keeping it costs, about.
    func cost(key: String) -> Int { body.readableBytes + key.utf8.count + 256 }
}
