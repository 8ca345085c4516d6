/// A text that authenticates: a password, a token, a key.
///
/// It shows itself nowhere, neither in a log, an interpolation, `dump` nor a
/// debugger's summary; ``reveal()`` is the one way out, and easy to search for.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    public init(_ value: String) { self.value = value }

    /// The text itself, for the one request that carries it.
    public func reveal() -> String { value }

    public var isEmpty: Bool { value.isEmpty }

    public var description: String { Redactor.placeholder }
    public var debugDescription: String { Redactor.placeholder }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
