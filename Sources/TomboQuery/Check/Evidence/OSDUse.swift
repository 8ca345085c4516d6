import TomboRecords

/// How full an OSD is.
enum OSDUse {
    static func share(_ row: TableRow) -> Double? {
        guard let used = row["used_bytes"].number, let size = row["size_bytes"].number, size > 0 else { return nil }
        return used / size
    }
}
