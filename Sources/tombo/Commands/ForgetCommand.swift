import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Thin the history out: keep some snapshots, forget the others.",
        discussion: """
            Each --keep rule keeps snapshots of each cloud for itself: the newest of so
            many hours, days, weeks or months that have one, in local time. Snapshots
            with a label or a note stay, unless --no-keep-label says otherwise. So do
            the newest, those without which a resource would vanish from history, and
            those on which a kept one leans where a source failed in it.
            What a kept snapshot shows stays as it was, and so does the difference of
            any two. The chain is verified first and signed off after: `verify --expect`
            still knows a hash that was printed before. `compact` gives the space back.

            EXAMPLES
              tombo forget --keep-hourly 48 --keep-daily 90 --keep-monthly 60 --dry-run
              tombo forget --keep-within 30d --measures-daily 30d
            """)

    @Option(help: "Keep the newest so many.")
    var keepLast: Int?
    @Option(help: "Keep the newest of each of so many hours.")
    var keepHourly: Int?
    @Option(help: "Keep the newest of each of so many days.")
    var keepDaily: Int?
    @Option(help: "Keep the newest of each of so many weeks; they begin on Mondays.")
    var keepWeekly: Int?
    @Option(help: "Keep the newest of each of so many months.")
    var keepMonthly: Int?
    @Option(help: "Keep all of this stretch before the newest: 36h, 30d, 8w, 1y.")
    var keepWithin: String?
    @Flag(inversion: .prefixedNo, help: "Keep snapshots that have a label or a note.")
    var keepLabel = true
    @Option(help: "Forget measures of snapshots that are older than this.")
    var measuresWithin: String?
    @Option(help: "Of measures that are older than this keep the last of each day.")
    var measuresDaily: String?
    @Flag(help: "Show what would stay, and change nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    private func policy() throws -> ForgetPolicy {
        let periods: [ForgetPolicy.Period: Int?] = [
            .hourly: keepHourly, .daily: keepDaily, .weekly: keepWeekly, .monthly: keepMonthly,
        ]
        return ForgetPolicy(
            last: keepLast, periods: periods.compactMapValues(\.self), within: try Self.seconds(keepWithin),
            labelled: keepLabel)
    }

    private func retention(_ clock: LocalClock) throws -> MeasureRetention {
        MeasureRetention(
            within: try Self.seconds(measuresWithin), daily: try Self.seconds(measuresDaily), offset: clock.offset)
    }

    func validate() throws {
        for count in [keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly].compactMap(\.self) where count < 1 {
            throw ValidationError("A --keep rule takes a number from 1 on, not \(count).")
        }
        if try policy().isEmpty, measuresWithin == nil, measuresDaily == nil {
            throw ValidationError("Say what to keep, such as --keep-daily 90: without a rule nothing is forgotten.")
        }
    }

    func run() throws {
        let path = try global.databasePath
        let clock = global.clock
        // Nobody collects between the plan and the deed.
        let lock = try dryRun ? nil : WriterLock(database: path)
        defer { withExtendedLifetime(lock) {} }
        let archive = try Answering.archive(global)
        let plan = try archive.moment { moment in
            try moment.reader.forgetPlan(
                policy(), measures: retention(clock), cloud: global.cloud, offset: clock.offset)
        }
        let receipt =
            try dryRun
            ? nil
            : Store(path: path, specs: Catalog.specs).forget(plan, by: Author.current, at: .now)
        _ = try output.write(ForgetAnswer.answer(plan), quiet: global.quiet)
        if !global.quiet { StandardError.write(said(plan, receipt)) }
    }

    private func said(_ plan: ForgetPlan, _ receipt: ForgetReceipt?) -> String {
        guard let receipt else {
            return "\(plan.kept.count) snapshots would stay, \(plan.removed.count) would be forgotten\n"
        }
        let measures = receipt.polls > 0 ? ", \(receipt.polls) polls of measures" : ""
        return "\(plan.kept.count) snapshots stay; forgotten: \(receipt.snapshots) snapshots, \(receipt.versions) "
            + "versions of resources\(measures); head \(receipt.chain)\n"
    }

    /// Seconds of `36h`, `30d`, `8w` or `1y`.
    private static func seconds(_ text: String?) throws -> Double? {
        guard let text else { return nil }
        let units: [Character: Double] = ["h": 3600, "d": 86_400, "w": 7 * 86_400, "y": 365 * 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()), number > 0,
            number.isFinite
        else { throw ValidationError("`\(text)` is no stretch of time: write 36h, 30d, 8w or 1y.") }
        return number * unit
    }
}
