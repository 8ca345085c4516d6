import TomboRecords

/// How far the services' clocks are from ours.
///
/// What Nova has to say since a moment is asked by our clock, with ten minutes
/// to spare: a clock further away loses news.
enum ClockCheck {
    static let warnAbove = 30.0
    static let failAbove = 600.0

    static func rows(_ readings: [(title: String, reading: ClockTransport.Reading?)]) -> [DoctorRow] {
        let known = readings.compactMap { title, reading in reading.map { (title: title, reading: $0) } }
        // What the doubt could explain is not held against a clock.
        let off = known.filter { abs($0.reading.ahead) - $0.reading.doubt > warnAbove }
        var rows = off.map { title, reading in
            let seconds = Int(abs(reading.ahead).rounded())
            let detail = "\(title)'s clock is \(seconds) s \(reading.ahead > 0 ? "ahead of" : "behind") ours."
            let remedy = "Let NTP set the clocks of this machine and of \(title)'s."
            let lost = abs(reading.ahead) - reading.doubt > failAbove
            return DoctorRow(
                .clock, title, lost ? .fail : .warn,
                lost ? detail + " News that is asked since a moment would be lost." : detail, remedy: remedy)
        }
        let silent = readings.filter { $0.reading == nil }.map(\.title)
        guard let worst = known.map({ abs($0.reading.ahead) + $0.reading.doubt }).max() else {
            return [DoctorRow(.clock, "all", .skip, "No service says what time it has.")]
        }
        if off.count < known.count || off.isEmpty {
            let fine = known.filter { one in !off.contains { $0.title == one.title } }
            let most = off.isEmpty ? worst : fine.map { abs($0.reading.ahead) + $0.reading.doubt }.max() ?? 0
            var detail =
                "Within \(max(1, Int(most.rounded(.up)))) s of ours: \(fine.map(\.title).joined(separator: ", "))."
            if !silent.isEmpty { detail += " Not said by \(silent.joined(separator: ", "))." }
            rows.append(
                DoctorRow(.clock, fine.count == 1 ? fine[0].title : "\(fine.count) services", .ok, detail))
        }
        return rows
    }
}
