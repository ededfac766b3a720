package ai.genops.observability.dashboard;

/**
 * A question, in the languages of those who may be asked.
 *
 * @param spl what Splunk and our own search answer
 * @param earliest start of the time searched, or a token; empty: everything
 * @param latest its end, exclusive
 * @param prometheus the same in PromQL on the metrics that our remote write sends; empty: these cannot answer it
 * @param datadog the same as a metrics query; empty: these cannot answer it
 */
public record Query(String spl, String earliest, String latest, String prometheus, String datadog) {
    /** Of the time that the viewer chose. */
    static Query ofRange(String spl) {
        return new Query(spl.strip(), "$time.earliest$", "$time.latest$", "", "");
    }

    /** Of the last 24 hours, whatever the viewer chose. */
    static Query ofLastDay(String spl) {
        return new Query(spl.strip(), "-24h", "now", "", "");
    }

    static Query of(String spl, String earliest, String latest) {
        return new Query(spl, earliest, latest, "", "");
    }

    Query metrics(String promql, String datadogQuery) {
        return new Query(spl, earliest, latest, promql, datadogQuery);
    }
}
