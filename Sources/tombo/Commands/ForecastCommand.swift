public import ArgumentParser
public import TomboQuery
import TomboRecords
import TomboRender

extension ForecastQuestion.Risk: ExpressibleByArgument {}

struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Show how long what is free lasts, with both bounds.",
        discussion: """
            What was used at the end of each day: claims of servers by resource class, in
            the cloud and in each host aggregate; Ceph's raw bytes up to nearfull; IPv4
            addresses of external networks; sizes of volumes. Growth is the median slope
            between all pairs of days (Theil-Sen), of equal weekdays from four weeks on,
            with its 95 % interval. A batch that was made at once is a step and no trend:
            the note says so. Fewer than seven known days give no forecast.

            --risk conservative plans with the fastest growth of the interval, aggressive
            with the slowest. A sum over hosts promises no server a place: see capacity.

            EXAMPLES
              tombo forecast
              tombo forecast --resource ceph --window 26w
              tombo forecast --resource MEMORY_MB --risk conservative
            """)

    @Option(
        help: """
            Only this resource: a class such as VCPU, CEPH_RAW_BYTES, FLOATING_IP, VOLUME_GB. (can be repeated)
            """)
    var resource: [String] = []

    @Option(help: "How far back to look, in days or weeks: 90d, 12w.")
    var window: String = "90d"

    @Option(help: "Which growth to plan with: expected, conservative, aggressive.")
    var risk: ForecastQuestion.Risk = .expected

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws { _ = try days }

    private var days: Int {
        get throws {
            guard let days = ForecastQuestion.days(window) else {
                throw ValidationError("--window takes days or weeks, a week at least: 90d, 12w.")
            }
            return days
        }
    }

    func run() throws {
        try Answering.run(
            ForecastQuestion(resources: resource, windowDays: try days, risk: risk), at: moment.reference,
            global: global, output: output)
    }
}
