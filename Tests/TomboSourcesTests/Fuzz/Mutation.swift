import Foundation
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// Spoils an answer in one way, by chance.
struct Mutation {
    var seed: Seed

    init(_ seed: Seed) { self.seed = seed }

    /// The same answer, with something wrong in its body or its status.
    mutating func spoiled(_ body: String) -> FixtureTransport.Answer {
        switch Int.random(in: 0..<12, using: &seed) {
        case 0:
            let statuses = [200, 204, 300, 302, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 504]
            return .json(body, status: statuses.randomElement(using: &seed) ?? 500)
        case 1: return .json(String(body.prefix(Int.random(in: 0...body.count, using: &seed))))
        case 2: return .response(HTTPResponse(status: 200, body: flipped(Data(body.utf8))))
        case 3: return .failure(CollectError(.timedOut, "It took too long."))
        default: return .json((Value(json: body).map { changed($0) } ?? .null).json)
        }
    }

    private mutating func flipped(_ data: Data) -> Data {
        var data = data
        for _ in 0..<Int.random(in: 1...4, using: &seed) where !data.isEmpty {
            data[Int.random(in: 0..<data.count, using: &seed)] = UInt8.random(in: 0...255, using: &seed)
        }
        return data
    }

    /// Walks down by chance and changes what it stands on.
    private mutating func changed(_ value: Value) -> Value {
        switch value {
        case .object(let fields) where !fields.isEmpty && !seed.chance(10):
            var fields = fields
            let place = Int.random(in: 0..<fields.count, using: &seed)
            if seed.chance(15) {
                fields.remove(at: place)
            } else if seed.chance(5) {
                fields.append(fields[place])
            } else {
                fields[place].value = changed(fields[place].value)
            }
            return .object(fields)
        case .list(let elements) where !elements.isEmpty && !seed.chance(5):
            var elements = elements
            let place = Int.random(in: 0..<elements.count, using: &seed)
            switch Int.random(in: 0..<8, using: &seed) {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            case 2: elements.shuffle(using: &seed)
            case 3: elements.append(changed(elements[place]))
            default: elements[place] = changed(elements[place])
            }
            return .list(elements)
        default: return other(than: value)
        }
    }

    private mutating func other(than value: Value) -> Value {
        let others: [Value] = [
            .null, .bool(true), .integer(0), .integer(-1), .integer(.max), .real(1.5), .real(1e300), "", "0", "20",
            "\u{0}", "a/b", "UNKNOWN", "yesterday", "9999-99-99T99:99:99Z",
            .text(String(repeating: "x", count: 70_000)),
            .list([]), .list([.null]), .object([]), .object([.init("id", 7)]), .list([value, value]),
            .object([.init("value", value)]),
        ]
        return others.randomElement(using: &seed) ?? .null
    }
}
