package ai.genops.search.command;

import ai.genops.search.spl.Cursor;

/// What `geostats` says besides its aggregates.
///
/// @param latitude the field that has it, in degrees
/// @param spanLatitude of a bin at zoom level 0, in degrees
/// @param maxZoom the last zoom level
/// @param series how many values of the `by` field become columns
/// @param asColumns whether they do, or else are rows
record GeoOptions(
        String latitude,
        String longitude,
        String outputLatitude,
        String outputLongitude,
        double spanLatitude,
        double spanLongitude,
        int maxZoom,
        Selection series,
        boolean asColumns) {
    static final String[] NAMES = {
        "latfield",
        "longfield",
        "outputlatfield",
        "outputlongfield",
        "binspanlat",
        "binspanlong",
        "maxzoomlevel",
        "globallimit",
        "translatetoxy"
    };
    static final GeoOptions DEFAULT =
            new GeoOptions("lat", "lon", "latitude", "longitude", 22.5, 45, 9, Selection.DEFAULT, true);

    /// A bin of the last is about as large as a street.
    private static final int MOST_ZOOM = 18;

    static GeoOptions read(Cursor in, GeoOptions before) {
        GeoOptions read = before;
        for (String option = in.option(NAMES); option != null; option = in.option(NAMES)) {
            read = read.with(option, in);
        }
        int at = in.here();
        if (in.option("locallimit") != null) {
            throw in.errorAt(
                    at, "`locallimit` is not available here: every bin has the same columns", "Use globallimit=.");
        }
        return read;
    }

    private GeoOptions with(String option, Cursor in) {
        String lat = option.equals("latfield") ? in.optionValue() : latitude;
        String lon = option.equals("longfield") ? in.optionValue() : longitude;
        String outputLat = option.equals("outputlatfield") ? in.optionValue() : outputLatitude;
        String outputLon = option.equals("outputlongfield") ? in.optionValue() : outputLongitude;
        double spanLat = option.equals("binspanlat") ? span(option, 180, in) : spanLatitude;
        double spanLon = option.equals("binspanlong") ? span(option, 360, in) : spanLongitude;
        int zoom = option.equals("maxzoomlevel") ? zoom(in) : maxZoom;
        Selection limit = option.equals("globallimit") ? series.limited(in) : series;
        boolean columns = option.equals("translatetoxy") ? Numbers.flag(in) : asColumns;
        return new GeoOptions(lat, lon, outputLat, outputLon, spanLat, spanLon, zoom, limit, columns);
    }

    private static double span(String option, double most, Cursor in) {
        int at = in.here();
        double span = Numbers.any(in);
        if (!(span > 0 && span <= most)) {
            throw in.errorAt(
                    at, "`%s` must be above 0 and at most %.0f degrees, is %s".formatted(option, most, span), null);
        }
        return span;
    }

    private static int zoom(Cursor in) {
        int at = in.here();
        long level = Numbers.required(in);
        if (level > MOST_ZOOM) {
            throw in.errorAt(at, "`maxzoomlevel` must be from 0 to %d, is %d".formatted(MOST_ZOOM, level), null);
        }
        return (int) level;
    }
}
