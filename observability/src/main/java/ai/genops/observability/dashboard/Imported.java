package ai.genops.observability.dashboard;

import java.util.List;

/**
 * A dashboard from a file, and what of the file is not in it.
 *
 * @param left one line each, with its place in the file
 * @param gaps of these, what would be seen among the panels
 */
public record Imported(Dashboard dashboard, List<String> left, List<Gap> gaps) {
    public Imported {
        left = List.copyOf(left);
        gaps = List.copyOf(gaps);
    }

    /**
     * Reads Simple XML or Dashboard Studio's definition, which is seen from the content.
     *
     * @param id the dashboard's own
     * @throws DashboardException if it is none of both
     */
    public static Imported read(String id, String text) {
        String content = text.strip();
        if (content.startsWith("{")) {
            return new StudioReader(id).read(content);
        }
        if (!content.startsWith("<")) {
            throw new DashboardException("line 1: neither Simple XML, which begins with `<`, nor a dashboard of Studio,"
                    + " which begins with `{`");
        }
        XmlElement root = XmlElement.read(content);
        return root.text("definition").startsWith("{")
                ? new StudioReader(id).read(root.text("definition"))
                : new SimpleXmlReader(id).read(root);
    }
}
