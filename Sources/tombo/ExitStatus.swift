import ArgumentParser
import Foundation
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

/// What the exit status of any command means; part of the contract.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case no = 1
    case usage = 2
    case incomplete = 3
    case nothingCollected = 4
    case database = 5
    case unknownReference = 6
    case interrupted = 130

    var meaning: String {
        switch self {
        case .done: "done"
        case .no: "the answer is no (differences with --exit-code, check failed, does not fit)"
        case .usage: "wrong usage"
        case .incomplete: "answered from incomplete data, or snapshot saved incomplete"
        case .nothingCollected: "nothing could be collected"
        case .database: "the database is missing, locked, damaged or newer"
        case .unknownReference: "unknown or ambiguous snapshot, kind or resource"
        case .interrupted: "interrupted"
        }
    }

    static var help: String {
        allCases.map { status in
            let number = String(status.rawValue)
            return "  " + number + String(repeating: " ", count: 5 - number.count) + status.meaning
        }.joined(separator: "\n")
    }
}

/// Ends the program with a status, after everything was said.
struct Failure: Error {
    var status: ExitStatus

    init(_ status: ExitStatus) { self.status = status }

    static func exit(with error: any Error) -> Never {
        if let failure = error as? Failure { Foundation.exit(failure.status.rawValue) }
        if let (status, text) = describe(error) {
            StandardError.write("Error: \(text)\n")
            Foundation.exit(status.rawValue)
        }
        if let wrong = unknownCommand(CommandLine.arguments.dropFirst().first) {
            StandardError.write("Error: \(wrong)\n")
            Foundation.exit(ExitStatus.usage.rawValue)
        }
        let code = Tombo.exitCode(for: error)
        let message = Tombo.fullMessage(for: error)
        if code == .success {
            // Help and version were asked for: they are the answer.
            print(message)
            Foundation.exit(ExitStatus.done.rawValue)
        }
        StandardError.write(message + "\n")
        Foundation.exit((code == .validationFailure ? ExitStatus.usage : ExitStatus.no).rawValue)
    }

    /// ArgumentParser calls it an unexpected argument; a person mistyped a command.
    static func unknownCommand(_ word: String?) -> String? {
        // A loop, as a key path through a metatype ends the 6.3 compiler.
        var known = ["help"]
        for command in Tombo.configuration.subcommands {
            if let name = command.configuration.commandName { known.append(name) }
        }
        guard let word, !word.hasPrefix("-"), !known.contains(word) else { return nil }
        let hint = Nearest.name(to: word, among: known).map { "Did you mean `tombo \($0)`?" }
        return "There is no command `\(word)`.\nHint: \(hint ?? "List the commands with `tombo --help`.")"
    }

    /// The one table from errors to exit statuses.
    static func describe(_ error: any Error) -> (ExitStatus, String)? {
        switch error {
        case let error as QueryError: (.unknownReference, error.description)
        case let error as RenderError: (.usage, error.description)
        case let error as CollectError:
            (error.code == .cancelled ? .interrupted : .nothingCollected, error.description)
        case let error as StoreError:
            switch error.code {
            case .badQuery, .labelTaken, .badText: (.usage, error.description)
            case .missing, .locked, .corrupt, .full, .forbidden, .failed, .foreign, .newer:
                (.database, error.description)
            }
        case is CancellationError: (.interrupted, "Interrupted.")
        default: nil
        }
    }
}
