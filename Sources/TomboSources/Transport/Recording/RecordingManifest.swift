import Foundation
public import TomboRecords

extension Recording {
    /// The recording in `directory`, or else every one in a folder right
    /// below it, in the order of their names (`tarefa-2` before `tarefa-10`).
    ///
    /// - Throws: `misconfigured` when there is none.
    public static func find(in directory: String) throws(CollectError) -> [Recording] {
        let files = FileManager.default
        if files.fileExists(atPath: "\(directory)/\(manifestName)") { return [try load(from: directory)] }
        let names = ((try? files.contentsOfDirectory(atPath: directory)) ?? [])
            .filter { files.fileExists(atPath: "\(directory)/\($0)/\(manifestName)") }
            .sorted(by: precedes)
        var recordings: [Recording] = []
        for name in names { recordings.append(try load(from: "\(directory)/\(name)")) }
        if recordings.isEmpty {
            throw CollectError(
                .misconfigured, "There is no recording in \(directory).",
                remedy: "Name a directory that `tombo collect --record DIR` wrote.")
        }
        return recordings
    }

    /// - Throws: `malformedAnswer` naming the file when its manifest cannot
    ///   be read, `unsupportedVersion` when a newer tombo wrote it.
    public static func load(from directory: String) throws(CollectError) -> Recording {
        let path = "\(directory)/\(manifestName)"
        guard let data = FileManager.default.contents(atPath: path),
            let value = Value(json: String(decoding: data, as: UTF8.self)), let format = value["format"].integer
        else { throw unreadable(path) }
        if format > Self.format {
            throw CollectError(
                .unsupportedVersion, "\(path) has format \(format); this tombo reads up to \(Self.format).",
                remedy: "Replay it with the tombo that recorded it, or a newer one.")
        }
        guard let cloud = value["cloud"].text, let startedAt = value["started_at"].text.flatMap({ Instant($0) }) else {
            throw unreadable(path)
        }
        var sources: [Source] = []
        for source in value["sources"].elements {
            guard let name = source["name"].text, let type = source["type"].text else { throw unreadable(path) }
            let kinds = source["kinds"].isNull ? nil : Set(source["kinds"].elements.compactMap(\.text))
            sources.append(Source(name: name, type: type, settings: settings(source["settings"]), kinds: kinds))
        }
        return Recording(
            directory: directory, tombo: value["tombo"].text ?? "", cloud: cloud, label: value["label"].text,
            startedAt: startedAt, finishedAt: value["finished_at"].text.flatMap { Instant($0) }, sources: sources)
    }

    /// The manifest's contents, without secrets.
    func manifest(_ redactor: Redactor) -> Value {
        let sources = sources.map { source in
            let kinds = source.kinds.map { [Value.Field("kinds", .list($0.sorted().map { .text($0) }))] }
            return Value.object(
                [
                    .init("name", .text(source.name)), .init("type", .text(source.type)),
                    .init("settings", redactor.json(Value(source.settings))),
                ] + (kinds ?? []))
        }
        return .object([
            .init("format", .integer(Self.format)), .init("tombo", .text(tombo)), .init("cloud", .text(cloud)),
            .init("label", Value(label)), .init("started_at", .text(startedAt.iso8601)),
            .init("finished_at", Value(finishedAt?.iso8601)), .init("sources", .list(sources)),
        ])
    }

    private static func precedes(_ a: String, _ b: String) -> Bool {
        switch a.compare(b, options: .numeric) {
        case .orderedAscending: true
        case .orderedDescending: false
        case .orderedSame: a < b
        }
    }

    private static func settings(_ value: Value) -> [String: String] {
        guard case .object(let fields) = value else { return [:] }
        var settings: [String: String] = [:]
        for field in fields { settings[field.key] = field.value.text }
        return settings
    }

    private static func unreadable(_ path: String) -> CollectError {
        CollectError(
            .malformedAnswer, "\(path) is no manifest of a recording.",
            remedy: "Record again with `tombo collect --record DIR`.")
    }
}
