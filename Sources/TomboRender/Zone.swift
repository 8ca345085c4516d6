public import Foundation
public import TomboRecords

/// A time zone, as far as writing a moment needs one.
///
/// A closure and not a `TimeZone`, so that the renderers themselves need no
/// Foundation and a test can say any offset it likes.
public struct Zone: Sendable {
    private let offset: @Sendable (Instant) -> Int

    public static let utc = Zone { _ in 0 }

    /// - Parameter offset: Seconds east of UTC at a moment.
    public init(offset: @escaping @Sendable (Instant) -> Int) { self.offset = offset }

    public init(_ timeZone: TimeZone) {
        offset = { instant in
            timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
        }
    }

    /// Seconds east of UTC at `instant`.
    func seconds(at instant: Instant) -> Int { offset(instant) }

    /// `UTC-03:00`: what a document says once, so that its times mean
    /// something to a reader elsewhere.
    func name(at instant: Instant) -> String {
        let minutes = seconds(at: instant) / 60
        if minutes == 0 { return "UTC" }
        let (hour, minute) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        let digits = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        return "UTC" + (minutes < 0 ? "-" : "+") + digits
    }

    /// `2026-11-23 16:22:07`, whole seconds, in this zone.
    func clock(_ instant: Instant) -> String {
        let shifted = Instant(milliseconds: instant.milliseconds + Int64(seconds(at: instant)) * 1000)
        let iso = shifted.iso8601.utf8
        let body = iso.prefix(19).map { $0 == UInt8(ascii: "T") ? UInt8(ascii: " ") : $0 }
        return String(decoding: body, as: UTF8.self)
    }
}

extension RenderOptions {
    /// A moment for people: local, or UTC and then marked so.
    func clock(_ instant: Instant) -> String {
        utc ? Zone.utc.clock(instant) + "Z" : zone.clock(instant)
    }
}
