/// How a column points at another resource: the kind, and by what.
///
/// A plain `references: "nova_flavor"` says that the column holds the key of
/// one, or in a set the keys of many. Where the source does otherwise, the
/// value says how:
/// ```swift
/// .init("flavor_name", …, references: .init("nova_flavor", column: "name"), …)
/// .init("device_id", …, references: [
///     .init("nova_server", when: .init("device_owner", startsWith: "compute:")), …
/// ```
public struct Reference: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Narrows a reference to rows with a certain word in another column.
    public struct Condition: Sendable, Hashable {
        public var column: String
        public var text: String
        /// Whether the column need only start with ``text``.
        public var isPrefix: Bool

        public init(_ column: String, _ text: String) {
            self.column = column
            self.text = text
            isPrefix = false
        }

        public init(_ column: String, startsWith text: String) {
            self.column = column
            self.text = text
            isPrefix = true
        }

        public func holds(_ value: Value) -> Bool {
            isPrefix ? value.text?.hasPrefix(text) == true : value.text == text
        }
    }

    public var kind: String
    /// The column of ``kind`` that has the same value; nil for its key.
    public var column: String?
    /// Which field of the objects in a set or an object holds it.
    public var member: String?
    /// Only rows of this kind for which it holds point there.
    public var when: Condition?
    /// Only resources of ``kind`` for which it holds are meant.
    public var whose: Condition?

    public init(
        _ kind: String, column: String? = nil, member: String? = nil, when: Condition? = nil, whose: Condition? = nil
    ) {
        self.kind = kind
        self.column = column
        self.member = member
        self.when = when
        self.whose = whose
    }

    public init(stringLiteral kind: String) { self.init(kind) }
}

/// What a column points at: nothing, one kind, or one of several.
public struct References: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    public var all: [Reference]

    public init(stringLiteral kind: String) { all = [Reference(kind)] }
    public init(arrayLiteral elements: Reference...) { all = elements }

    public init(
        _ kind: String, column: String? = nil, member: String? = nil, when: Reference.Condition? = nil,
        whose: Reference.Condition? = nil
    ) {
        all = [Reference(kind, column: column, member: member, when: when, whose: whose)]
    }
}

extension Reference {
    /// `nova_server`, or `nova_flavor.name` where it is not the key that is held.
    public var target: String { column.map { "\(kind).\($0)" } ?? kind }

    /// ``target`` with what narrows it, for a page: `nova_server (where device_owner begins with compute:)`.
    public var sentence: String {
        let narrowed = [when, whose].compactMap(\.self).map { condition in
            "where \(condition.column) \(condition.isPrefix ? "begins with" : "is") \(condition.text)"
        }
        return narrowed.isEmpty ? target : "\(target) (\(narrowed.joined(separator: ", ")))"
    }
}
