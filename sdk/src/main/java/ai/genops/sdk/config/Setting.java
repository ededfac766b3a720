package ai.genops.sdk.config;

/** A text that was set, and where, for messages: "code", "environment variable GENOPS_TEAM". */
record Setting(String text, String place) {
    static final String CODE = "code";

    static Setting inCode(String text) {
        return new Setting(text, CODE);
    }
}
