package ai.genops.sdk.problem;

/** The SDK's own log, over {@link System.Logger}, so that the host decides where it goes. */
public interface Log {
    /** What somebody should look at. */
    void warn(String text);

    /** What helps to find a mistake: every problem and every attempt to export. */
    void detail(String text);

    /** How much is logged; the values of `OTEL_LOG_LEVEL`. */
    enum Level {
        NONE,
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /**
     * To the logger `ai.genops.sdk`. At DEBUG and TRACE details are logged as information, because a host that asks
     * for them in a variable seldom configures its logging as well; at ERROR and NONE there are no warnings.
     */
    static Log system(Level level) {
        System.Logger logger = System.getLogger("ai.genops.sdk");
        System.Logger.Level details =
                level.compareTo(Level.DEBUG) >= 0 ? System.Logger.Level.INFO : System.Logger.Level.DEBUG;
        return new Log() {
            @Override
            public void warn(String text) {
                if (level.compareTo(Level.WARN) >= 0) {
                    logger.log(System.Logger.Level.WARNING, text);
                }
            }

            @Override
            public void detail(String text) {
                if (level.compareTo(Level.WARN) >= 0) {
                    logger.log(details, text);
                }
            }
        };
    }
}
