extension CloudChange {
    private static let classes = [
        "cpus": "VCPU", "vcpus": "VCPU", "cpu": "VCPU", "ram": "MEMORY_MB", "disk": "DISK_GB",
    ]

    /// What a person calls a resource class: `cpu`, `ram`, `disk`, or the class itself.
    static func resourceClass(_ word: String) -> String? {
        if let known = classes[word.lowercased()] { return known }
        return word.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") } && !word.isEmpty
            ? word : nil
    }

    /// Adds hosts such as `cpus=48,ram=256GiB,disk=2TiB,count=2`.
    ///
    /// - Returns: What is wrong with it, as a sentence; nil where nothing is.
    public mutating func add(_ text: String) -> String? {
        var new = NewHosts()
        for word in text.split(separator: ",") {
            let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { return "`\(word)` is no KEY=AMOUNT." }
            if pair[0] == "count" {
                guard let count = Int(pair[1]), (1...10_000).contains(count) else {
                    return "`\(word)` is no number of hosts."
                }
                new.count = count
                continue
            }
            guard let name = Self.resourceClass(pair[0]) else {
                return "`\(pair[0])` is none of cpus, ram, disk, count and no resource class."
            }
            guard let amount = Self.amount(pair[1], of: name) else {
                return "`\(pair[1])` is no amount of \(pair[0]), such as 48, 256GiB or 2TiB."
            }
            new.amounts[name] = amount
        }
        guard new.amounts["VCPU"] != nil, new.amounts["MEMORY_MB"] != nil else {
            return "A new host needs at least cpus and ram."
        }
        added.append(new)
        return nil
    }

    /// Sets a ratio such as `cpu=4`.
    ///
    /// - Returns: What is wrong with it, as a sentence; nil where nothing is.
    public mutating func setRatio(_ text: String) -> String? {
        let pair = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard pair.count == 2, let name = Self.resourceClass(pair[0]), let ratio = Double(pair[1]), ratio > 0,
            ratio.isFinite
        else { return "`\(text)` is no ratio such as cpu=4." }
        ratios[name] = ratio
        return nil
    }

    /// In the unit of the class: MiB of memory, GiB of disk, else a count.
    private static func amount(_ text: String, of name: String) -> Int64? {
        let digits = text.prefix { $0.isNumber }
        guard let number = Int64(digits), number > 0, number < 1 << 40 else { return nil }
        let unit = text.dropFirst(digits.count).lowercased()
        let mebibytes: [String: Int64] = [
            "mib": 1, "m": 1, "gib": 1 << 10, "g": 1 << 10, "tib": 1 << 20, "t": 1 << 20,
        ]
        if unit.isEmpty { return number }
        guard let factor = mebibytes[unit] else { return nil }
        switch name {
        case "MEMORY_MB": return number * factor
        case "DISK_GB": return factor < 1 << 10 ? nil : number * factor >> 10
        default: return nil
        }
    }
}
