package dev.fleetshadow.backtest;

/** What a backtest writes, besides its summary. */
enum BacktestFile {
    SCORES("scores.csv", "resource,timestamp,score,level,top_metrics", false),
    DIAGNOSES("diagnoses.csv", "resource,timestamp,failure_mode,started_at,score,confidence,evidence", true),
    DECISIONS("decisions.csv", "group,sequence,timestamp,kind,resource,failure_mode,action,guardrail,reason", false),
    DEAD_LETTERS("dead-letters.csv", "reason,key,detail", true);

    private final String fileName;
    private final String header;
    private final boolean fromSeveralTasks;

    BacktestFile(String fileName, String header, boolean fromSeveralTasks) {
        this.fileName = fileName;
        this.header = header;
        this.fromSeveralTasks = fromSeveralTasks;
    }

    String fileName() {
        return fileName;
    }

    String header() {
        return header;
    }

    /** Whether the rows of one key pass more than one task. */
    boolean fromSeveralTasks() {
        return fromSeveralTasks;
    }

    String stage() {
        return "write-" + fileName.replace(".csv", "");
    }
}
