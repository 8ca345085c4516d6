import TomboQuery
import TomboRecords

/// One compact JSON object a row and nothing else, for pipes that read line
/// by line. Snapshot and gaps are in the footer.
enum NDJSONFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        let heads = page.columns.enumerated().map { index, column in
            Array(((index == 0 ? "{" : ",") + Value.text(column.name).json + ":").utf8)
        }
        try page.forEachRow { cells in
            for (index, column) in page.columns.enumerated() {
                out.bytes.append(contentsOf: heads[index])
                MachineText.normal(cells[index], column.type).appendJSON(to: &out.bytes)
            }
            out.write(page.columns.isEmpty ? "{}\n" : "}\n")
            try out.checkpoint()
        }
    }
}
