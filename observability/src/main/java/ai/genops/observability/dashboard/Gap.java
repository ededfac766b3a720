package ai.genops.observability.dashboard;

/**
 * Something of a file that is not in the dashboard, in the place where it would be seen.
 *
 * @param row of the dashboard; where {@code alone}, the row before which it stands
 * @param at panels of the row before it
 * @param alone whether nothing else stands in its row
 * @param text with its place in the file
 */
public record Gap(int row, int at, boolean alone, String text) {}
