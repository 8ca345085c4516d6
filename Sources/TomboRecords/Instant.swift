/// A moment, in milliseconds since 1970 UTC.
public struct Instant: Sendable, Hashable, Comparable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    public func advanced(bySeconds seconds: Double) -> Instant {
        Instant(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
    }
}

extension Instant {
    /// ISO 8601 in UTC: `2026-11-23T19:22:07Z`, with milliseconds only when there are any.
    public var iso8601: String {
        let (days, rest) = Self.floorDivide(milliseconds, 86_400_000)
        let (year, month, day) = Self.civil(days: days)
        let seconds = rest / 1000
        var text =
            "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
            + "T\(Self.padded(seconds / 3600, 2)):\(Self.padded(seconds / 60 % 60, 2)):\(Self.padded(seconds % 60, 2))"
        if rest % 1000 != 0 { text += "." + Self.padded(rest % 1000, 3) }
        return text + "Z"
    }

    /// Reads the ways in which the sources write a moment.
    ///
    /// `2026-11-23T19:22:07Z`, `…19:20:08.000000` (Nova, no zone: UTC),
    /// `2026-11-23 19:19:45.284000+00:00` (Neutron agents), `…000000Z`
    /// (Keystone). A time without a zone is UTC, as every OpenStack service
    /// means it.
    ///
    /// - Returns: nil when it is none of these.
    public init?(_ text: String) {
        var scanner = Scanner(text[...].utf8)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
            let day = scanner.digits(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var hour: Int64 = 0
        var minute: Int64 = 0
        var second: Int64 = 0
        var milli: Int64 = 0
        var offset: Int64 = 0
        if scanner.skip("T") || scanner.skip(" ") {
            guard let h = scanner.digits(2), scanner.skip(":"), let m = scanner.digits(2), h < 25, m < 60 else {
                return nil
            }
            (hour, minute) = (h, m)
            if scanner.skip(":") {
                guard let s = scanner.digits(2), s < 61 else { return nil }
                second = s
                if scanner.skip(".") || scanner.skip(",") { milli = scanner.fraction() }
            }
            _ = scanner.skip(" ")
            if let sign: Int64 = scanner.skip("+") ? 1 : scanner.skip("-") ? -1 : nil {
                guard let h = scanner.digits(2) else { return nil }
                _ = scanner.skip(":")
                offset = sign * (h * 60 + (scanner.digits(2) ?? 0))
            } else {
                _ = scanner.skip("Z") || scanner.skip("z")
            }
        }
        guard scanner.isAtEnd else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        milliseconds = ((days * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + milli
    }

    /// ``iso8601`` of whatever way `text` is written in; nil if it is no moment.
    public static func canonical(_ text: String) -> String? { plainlyCanonical(text) ?? Instant(text)?.iso8601 }

    /// The canonical form of the commonest ways to write a moment: they are it
    /// but for what stands behind the seconds. nil for any other, and for a
    /// part that may be out of its range. Two or three a row go through here.
    private static func plainlyCanonical(_ text: String) -> String? {
        text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
            guard bytes.count >= 19, rests.contains(where: { bytes[19...].elementsEqual($0.utf8) }) else { return nil }
            for (byte, model) in zip(bytes, "0000-00-00T00:00:00".utf8) {
                guard model == UInt8(ascii: "0") ? (48...57).contains(byte) : byte == model else { return nil }
            }
            func pair(_ place: Int) -> UInt8 { (bytes[place] - 48) * 10 + bytes[place + 1] - 48 }
            guard (1...12).contains(pair(5)), (1...28).contains(pair(8)), pair(11) < 24, pair(14) < 60, pair(17) < 60
            else { return nil }
            if bytes.count == 20 { return text }
            return String(decoding: bytes[..<19], as: UTF8.self) + "Z"
        } ?? nil
    }

    private static let rests = ["Z", ".000000", "", ".000000Z", "+00:00"]
}

extension Instant {
    /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar
    /// (Howard Hinnant's `days_from_civil`).
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floorDivide(y, 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    private static func floorDivide(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder < 0 ? (quotient - 1, remainder + b) : (quotient, remainder)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private struct Scanner {
        private var bytes: Substring.UTF8View

        init(_ bytes: Substring.UTF8View) { self.bytes = bytes }

        var isAtEnd: Bool { bytes.isEmpty }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard bytes.first == UInt8(ascii: character) else { return false }
            bytes.removeFirst()
            return true
        }

        mutating func digits(_ count: Int) -> Int64? {
            guard bytes.count >= count else { return nil }
            var number: Int64 = 0
            for byte in bytes.prefix(count) {
                guard (48...57).contains(byte) else { return nil }
                number = number * 10 + Int64(byte - 48)
            }
            bytes.removeFirst(count)
            return number
        }

        /// Milliseconds from a fraction of any length; finer digits are cut off.
        mutating func fraction() -> Int64 {
            var number: Int64 = 0
            var count = 0
            while let byte = bytes.first, (48...57).contains(byte) {
                if count < 3 { number = number * 10 + Int64(byte - 48) }
                count += 1
                bytes.removeFirst()
            }
            while count < 3 {
                number *= 10
                count += 1
            }
            return number
        }
    }
}
