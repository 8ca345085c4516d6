import Foundation
import TomboRecords

/// Compares Foundation's reading of JSON with the value that was written.
enum JSON {
    static func matches(_ any: Any, _ value: Value) -> Bool {
        switch value {
        case .null: return any is NSNull
        case .bool(let bool): return any as? Bool == bool
        case .integer(let integer): return (any as? NSNumber)?.int64Value == integer
        case .real(let real): return any as? Double == real
        case .text(let text): return (any as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
        case .list(let elements):
            guard let list = any as? [Any], list.count == elements.count else { return false }
            return zip(list, elements).allSatisfy { matches($0, $1) }
        case .object(let fields):
            guard let object = any as? [String: Any], object.count == fields.count else { return false }
            return fields.allSatisfy { field in object[field.key].map { matches($0, field.value) } ?? false }
        }
    }
}

/// RFC 4180, read by a machine of three states that knows nothing of the writer.
enum CSV {
    struct Field: Equatable {
        var text: String
        var isQuoted: Bool
    }

    static func parse(_ text: String) -> [[Field]] {
        enum State { case bare, quoted, quoteInQuoted }
        var records: [[Field]] = []
        var record: [Field] = []
        var scalars = String.UnicodeScalarView()
        var wasQuoted = false
        var state = State.bare
        func endField() {
            record.append(Field(text: String(scalars), isQuoted: wasQuoted))
            scalars = String.UnicodeScalarView()
            wasQuoted = false
            state = .bare
        }
        for scalar in text.unicodeScalars {
            switch (state, scalar) {
            case (.bare, "\""), (.quoteInQuoted, "\""):
                if state == .quoteInQuoted { scalars.append(scalar) }
                wasQuoted = true
                state = .quoted
            case (.quoted, "\""): state = .quoteInQuoted
            case (.quoted, _): scalars.append(scalar)
            case (_, ","): endField()
            case (_, "\n"):
                endField()
                records.append(record)
                record = []
            default: scalars.append(scalar)
            }
        }
        return records
    }
}

enum TSV {
    static func unescape(_ field: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in field.unicodeScalars {
            if isEscaped {
                let plain: [Unicode.Scalar: Unicode.Scalar] = ["t": "\t", "n": "\n", "r": "\r", "\\": "\\"]
                scalars.append(plain[scalar] ?? "\u{FFFD}")
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
