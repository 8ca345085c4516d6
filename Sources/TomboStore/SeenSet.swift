/// Which resources a partial listing did see: sorted ids as varint gaps.
///
/// A few bytes a resource at worst, one byte where ids are dense; so an answer
/// about one resource can say when that one was last seen, however many
/// partial listings there were.
enum SeenSet {
    static func encode(_ ids: some Sequence<Int64>) -> [UInt8] {
        var bytes: [UInt8] = []
        var last: Int64 = 0
        for id in ids.sorted() {
            Varint.append(UInt64(id - last), to: &bytes)
            last = id
        }
        return bytes
    }

    static func decode(_ bytes: [UInt8]) -> [Int64] {
        var ids: [Int64] = []
        var position = 0
        var last: Int64 = 0
        while let gap = Varint.read(bytes, at: &position) {
            last += Int64(gap)
            ids.append(last)
        }
        return ids
    }
}
