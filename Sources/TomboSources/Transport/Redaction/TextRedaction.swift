import Foundation

/// Applies ``RedactionRules/texts``.
enum TextRedaction {
    private struct Compiled: Sendable {
        var markers: [[UInt8]]
        var expression: NSRegularExpression
        var template: String
    }

    /// The rules are program text: one that is no expression is a
    /// programmer's error, and leaving it out would let secrets through.
    private static let compiled: [Compiled] = RedactionRules.texts.map { rule in
        do {
            let expression = try NSRegularExpression(pattern: rule.pattern)
            return Compiled(
                markers: rule.markers.map { Array($0.utf8) }, expression: expression, template: rule.template)
        } catch {
            preconditionFailure("a redaction rule is no regular expression: \(rule.pattern)")
        }
    }

    static func apply(to text: String) -> String {
        // No rule finds anything in less, and most leaves of an answer are short.
        guard text.utf8.count >= 8 else { return text }
        var text = text
        var lowered = lowercased(text)
        for rule in compiled where rule.markers.contains(where: { contains(lowered, $0) }) {
            let range = NSRange(text.startIndex..., in: text)
            guard rule.expression.firstMatch(in: text, range: range) != nil else { continue }
            text = rule.expression.stringByReplacingMatches(in: text, range: range, withTemplate: rule.template)
            lowered = lowercased(text)
        }
        return text
    }

    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
    }

    private static func contains(_ bytes: [UInt8], _ marker: [UInt8]) -> Bool {
        guard let first = marker.first, bytes.count >= marker.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            let last = bytes.count - marker.count
            while index <= last {
                if bytes[index] == first, bytes[index..<(index + marker.count)].elementsEqual(marker) { return true }
                index += 1
            }
            return false
        }
    }
}
