package ai.genops.observability.dashboard;

import java.util.ArrayList;
import java.util.List;

/**
 * Where panels stand on a sheet of a fixed number of columns: each row's share its width evenly.
 *
 * @param panel what stands there
 * @param x columns from the left
 * @param y units from the top
 */
record Grid(Panel panel, int x, int y, int width, int height) {
    /** All panels of a dashboard on a sheet so wide. */
    static List<Grid> of(Dashboard dashboard, int columns, int lowHeight, int highHeight) {
        List<Grid> places = new ArrayList<>();
        int y = 0;
        for (List<Panel> row : dashboard.rows()) {
            boolean low = row.stream().allMatch(panel -> panel.visual() == Visual.SINGLE);
            int height = low ? lowHeight : highHeight;
            for (int i = 0; i < row.size(); i++) {
                int from = columns * i / row.size();
                int to = columns * (i + 1) / row.size();
                places.add(new Grid(row.get(i), from, y, to - from, height));
            }
            y += height;
        }
        return places;
    }
}
