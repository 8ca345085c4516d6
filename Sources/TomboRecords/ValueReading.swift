extension Column {
    /// What a stored value means: SQLite knows no booleans, lists or objects.
    public func typed(_ stored: Value) -> Value {
        switch (type, stored) {
        case (.boolean, .integer(let integer)): .bool(integer != 0)
        case (.set, .text(let text)), (.json, .text(let text)): Value(json: text) ?? stored
        default: stored
        }
    }
}

extension Value {
    /// Reads JSON text; nil when it is none.
    ///
    /// Keys keep their order, and numbers whether they were whole.
    public init?(json: String) {
        // A listing reads one or two for each of its rows, so the text is read where it lies.
        var json = json
        guard let value = json.withUTF8({ Value(json: $0) }) else { return nil }
        self = value
    }

    /// The same of UTF-8 that lies elsewhere; nothing of it is kept.
    public init?(json bytes: UnsafeBufferPointer<UInt8>) {
        var scanner = JSONScanner(bytes)
        do throws(JSONSyntaxError) {
            let value = try scanner.value()
            try scanner.finish()
            self = value
        } catch {
            return nil
        }
    }
}

extension JSONScanner {
    /// The next value with all that is in it.
    mutating func value() throws(JSONSyntaxError) -> Value {
        switch try token() {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .number(let range):
            if let integer = integer(range) { return .integer(integer) }
            guard let real = real(range) else { throw error }
            return .real(real)
        case .text(let text):
            guard let string = string(text) else { throw error }
            return .text(string)
        case .list:
            var elements: [Value] = []
            try list { (scanner) throws(JSONSyntaxError) in elements.append(try scanner.value()) }
            return .list(elements)
        case .object:
            var fields: [Value.Field] = []
            try object { (scanner, key) throws(JSONSyntaxError) in
                guard let key = scanner.string(key) else { throw scanner.error }
                if fields.isEmpty { fields.reserveCapacity(6) }
                fields.append(.init(key, try scanner.value()))
            }
            return .object(fields)
        }
    }
}
