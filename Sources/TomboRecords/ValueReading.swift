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
        var keys = JSONKeys.none
        guard let value = json.withUTF8({ Value(json: $0, &keys) }) else { return nil }
        self = value
    }

    /// The same of UTF-8 that lies elsewhere; nothing of it is kept but `keys`, for the next of its like.
    public init?(json bytes: UnsafeBufferPointer<UInt8>, _ keys: inout JSONKeys) {
        var scanner = JSONScanner(bytes)
        do throws(JSONSyntaxError) {
            let value = try scanner.value(&keys)
            try scanner.finish()
            self = value
        } catch {
            return nil
        }
    }
}

extension JSONScanner {
    /// The next value with all that is in it.
    mutating func value(_ keys: inout JSONKeys) throws(JSONSyntaxError) -> Value {
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
            try list { (scanner) throws(JSONSyntaxError) in
                if elements.isEmpty { elements.reserveCapacity(2) }
                elements.append(try scanner.value(&keys))
            }
            return .list(elements)
        case .object:
            var fields: [Value.Field] = []
            try object { (scanner, key) throws(JSONSyntaxError) in
                let name = key.hasEscapes ? scanner.string(key) : keys.text(scanner.plain(key))
                guard let name else { throw scanner.error }
                if fields.isEmpty { fields.reserveCapacity(6) }
                fields.append(.init(name, try scanner.value(&keys)))
            }
            return .object(fields)
        }
    }
}
