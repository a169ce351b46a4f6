package dev.fleetshadow.backtest;

/** What a backtest writes, besides its summary. */
enum BacktestFile {
    SCORES("scores.csv", "resource,timestamp,score,level,top_metrics"),
    DIAGNOSES("diagnoses.csv", "resource,timestamp,failure_mode,started_at,score,confidence,evidence"),
    DECISIONS("decisions.csv", "group,sequence,timestamp,kind,resource,failure_mode,action,guardrail,reason"),
    DEAD_LETTERS("dead-letters.csv", "reason,key,detail");

    private final String fileName;
    private final String header;

    BacktestFile(String fileName, String header) {
        this.fileName = fileName;
        this.header = header;
    }

    String fileName() {
        return fileName;
    }

    String header() {
        return header;
    }

    String stage() {
        return "write-" + fileName.replace(".csv", "");
    }
}
