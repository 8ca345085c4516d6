import Foundation
public import Testing

/// Expects `text` to be what the file `name` in the `Golden` folder beside
/// the calling test file holds.
///
/// With `TOMBO_RECORD=1` in the environment the file is written, and the
/// expectation fails all the same: a run that records proves nothing, so no
/// build can pass by recording.
public func expectGolden(
    _ text: String, _ name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(fileURLWithPath: filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["TOMBO_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("Recorded Golden/\(name): read it, then run without TOMBO_RECORD.", sourceLocation: sourceLocation)
        return
    }
    guard let data = try? Data(contentsOf: file) else {
        Issue.record("There is no Golden/\(name): record it with TOMBO_RECORD=1.", sourceLocation: sourceLocation)
        return
    }
    // As bytes: to Swift two texts are equal that differ in how accents are composed.
    if data.elementsEqual(text.utf8) { return }
    let golden = String(decoding: data, as: UTF8.self)
    Issue.record("\(difference(golden, text, name))", sourceLocation: sourceLocation)
}

/// The first line that differs, as it should be and as it is.
private func difference(_ golden: String, _ text: String, _ name: String) -> Comment {
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(expected, actual).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    let should = same < expected.count ? String(expected[same]) : "(the end)"
    let does = same < actual.count ? String(actual[same]) : "(the end)"
    return """
        Golden/\(name), line \(same + 1) of \(expected.count):
          expected \(should.debugDescription)
          actual   \(does.debugDescription)
        If it is better so, record it with TOMBO_RECORD=1.
        """
}
