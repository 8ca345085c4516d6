import Foundation
import TomboRecords

// How the suites spoil a document at one place.

extension Value {
    /// This document with a field that no API has, in it and in the objects
    /// of the lists it holds.
    var withUnknownFields: Value {
        guard case .object(let fields) = self else { return self }
        let unknown = Field("x_from_the_future", .object([.init("a", .list([.integer(1), .null]))]))
        let inner = fields.map { field in
            guard case .list(let elements) = field.value else { return field }
            return Field(
                field.key,
                .list(
                    elements.map { element in
                        guard case .object(let own) = element else { return element }
                        return .object(own + [unknown])
                    }))
        }
        return .object(inner + [unknown])
    }

    /// What stands at a path such as `servers[0].flavor.vcpus`.
    func at(_ path: String) -> Value {
        Self.steps(path).reduce(self) { value, step in
            Int(step).map { value.elements.indices.contains($0) ? value.elements[$0] : .null } ?? value[step]
        }
    }

    /// This document with another value at a path, or none.
    func replacing(_ path: String, by value: Value?) -> Value {
        replacing(Self.steps(path)[...], by: value) ?? .null
    }

    private func replacing(_ steps: ArraySlice<String>, by new: Value?) -> Value? {
        guard let step = steps.first else { return new }
        if let index = Int(step) {
            return .list(
                elements.enumerated().compactMap { position, element in
                    position == index ? element.replacing(steps.dropFirst(), by: new) : element
                })
        }
        guard case .object(let fields) = self else { return self }
        return .object(
            fields.compactMap { field in
                guard field.key == step else { return field }
                return field.value.replacing(steps.dropFirst(), by: new).map { Field(step, $0) }
            })
    }

    private static func steps(_ path: String) -> [String] {
        path.replacingOccurrences(of: "[", with: ".").replacingOccurrences(of: "]", with: "")
            .split(separator: ".").map(String.init)
    }
}
