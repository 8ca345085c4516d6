import Foundation

/// A command that ends while it is being written to.
enum BrokenPipe {
    /// Makes such a write an error of that write; without this the system ends tombo, with everything it has collected.
    ///
    /// For the whole process and for good, as SwiftNIO does it when the first connection is made.
    static func isAnError() { _ = ignored }

    private static let ignored: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
