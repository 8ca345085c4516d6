import Testing
import TomboRecords

/// Reading without containers must give what reading by containers gives, errors and their paths included.
@Suite("A record read without containers")
struct JSONFieldsTests {
    @Test(
        "is the record that Codable reads, or the same error",
        arguments: [
            #"{"id": "a", "os:host": "h", "n": 5, "on": true, "metadata": {"b": "2", "a": "1"}, "ips": [{"v": 4}]}"#,
            #"{"ips": [], "id": "", "n": -17, "os:host": "", "metadata": {}, "other": [1, {"id": "no"}]}"#,
            #"{"id": "first", "id": "second", "n": 1, "ips": [], "n": 2}"#,
            #"{"\u0069d": "escaped \u00e9", "n": 1e2, "ips": [{"v": 1.0, "x": null}, {"v": 9007199254740993}]}"#,
            #"{"id": "a", "n": null, "os:host": null, "on": null, "metadata": null, "ips": []}"#,
            #"{"id": "a", "n": 1234567890123456789, "ips": [], "metadata": {"a": "1", "a": "2", "é": "3"}}"#,
            // What is wrong, and where.
            #"{"n": 5, "ips": []}"#, #"{"id": null, "ips": []}"#, #"{"id": 7, "ips": []}"#,
            #"{"id": "\ud800", "ips": []}"#, #"{"id": "a"}"#, #"{"id": "a", "ips": {}}"#, #"{"id": "a", "ips": null}"#,
            #"{"id": "a", "ips": [{"v": 4}, {}]}"#, #"{"id": "a", "ips": [{"v": 4}, 5]}"#,
            #"{"id": "a", "ips": [{"v": 1.5}]}"#, #"{"id": "a", "ips": [{"v": "4"}]}"#,
            #"{"id": "a", "ips": [], "n": 12345678901234567890}"#, #"{"id": "a", "ips": [], "on": 1}"#,
            #"{"id": "a", "ips": [], "metadata": {"a": 1}}"#, #"{"id": "a", "ips": [], "metadata": []}"#,
            #"[]"#, #"null"#, #""text""#,
        ])
    func same(_ json: String) throws {
        for text in [json, "[\(#"{"id": "x", "ips": []}"#), \(json)]"] {
            let document = try JSONDocument(Array(text.utf8))
            let isList = text != json
            let wanted = outcome { isList ? try document.decode([ByContainer].self) : [try document.decode()] }
            let found = outcome {
                (isList ? try document.decode([Direct].self) : [try document.decode(Direct.self)]).map(\.record)
            }
            #expect(found == wanted, "\(text)")
        }
    }

    private func outcome(_ read: () throws -> [ByContainer]) -> String {
        do {
            return try read().map(\.description).joined(separator: "\n")
        } catch let error as DecodingError {
            return switch error {
            case .keyNotFound(let key, let context): "missing \(path(context)).\(key.stringValue)"
            case .valueNotFound(_, let context): "null \(path(context)) \(context.debugDescription)"
            case .typeMismatch(_, let context): "mismatch \(path(context)) \(context.debugDescription)"
            case .dataCorrupted(let context): "corrupted \(path(context)) \(context.debugDescription)"
            @unknown default: "\(error)"
            }
        } catch {
            return "\(error)"
        }
    }

    private func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }
}

private struct ByContainer: Decodable, CustomStringConvertible {
    struct Address: Decodable { var v: Int64 }

    var id: String
    var host: String?
    var number: Int64?
    var isOn: Bool?
    var metadata: [String: String]?
    var ips: [Address]

    enum CodingKeys: String, CodingKey {
        case id, metadata, ips
        case host = "os:host"
        case number = "n"
        case isOn = "on"
    }

    var description: String {
        let metadata = Value(metadata).json
        return
            "\(id) \(host ?? "-") \(number.map(String.init) ?? "-") \(isOn.map(String.init) ?? "-") \(metadata) \(ips.map(\.v))"
    }
}

private struct Direct: Decodable {
    enum Member: Int, JSONMember {
        case id, host, number, isOn, metadata, ips

        var name: String {
            switch self {
            case .host: "os:host"
            case .number: "n"
            case .isOn: "on"
            default: String(describing: self)
            }
        }
    }

    private static let names = JSONNames(Member.self)

    var record: ByContainer

    init(from decoder: any Decoder) throws {
        record = try JSONFields<Member>.read(decoder, Self.names) { fields in
            let (id, host) = (try fields.text(.id), try fields.textIfPresent(.host))
            let number = try fields.present(.number)?.integer()
            let isOn = try fields.present(.isOn)?.bool()
            var metadata: [String: String]?
            if case .object(let members) = try fields.present(.metadata)?.texts() {
                metadata = Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value.text ?? "") })
            }
            let ips = try fields.required(.ips).map { ByContainer.Address(v: try $0.required("v").integer()) }
            return ByContainer(id: id, host: host, number: number, isOn: isOn, metadata: metadata, ips: ips)
        }
    }
}
