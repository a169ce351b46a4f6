package dev.fleetshadow.proof;

/** What scenarios are about; their figures are only added up within one. */
public enum Chapter {
    FAULTS("faults of single resources"),
    INCIDENTS("incidents of many at once"),
    PEOPLE("people, agents and stops");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
