package ai.genops.search;

import ai.genops.search.Result.Field;
import ai.genops.search.Result.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A column of a result as formats with types have it: as narrow as its values let it be. Names that differ in case
/// alone get a number.
///
/// @param place among the result's fields
/// @param digits behind the point, of a decimal
record TypedColumn(int place, String name, Kind kind, int digits) {
    /// Digits that a decimal has at most.
    static final int MOST_DIGITS = 38;

    /// Seconds from 1970 that a count of microseconds in 64 bits reaches, rounded down.
    private static final BigDecimal FARTHEST_TIME = new BigDecimal("9.2e12");

    enum Kind {
        /// A time, in microseconds.
        TIME,
        /// Numbers of at most 18 digits, none behind the point.
        WHOLE,
        /// Numbers, each the same as a double.
        DOUBLE,
        /// Numbers, of which doubles would be others.
        DECIMAL,
        /// Several values.
        LIST,
        TEXT
    }

    static List<TypedColumn> of(Result result) {
        var columns = new ArrayList<TypedColumn>();
        var taken = new HashSet<String>();
        for (int i = 0; i < result.fields().size(); i++) {
            Field field = result.fields().get(i);
            String name = field.name();
            for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
                name = field.name() + "_" + number;
            }
            columns.add(typed(i, name, field.time(), values(result, i)));
        }
        return columns;
    }

    /// The value in a row as a number; of columns of numbers.
    @Nullable
    BigDecimal number(Row row) {
        @Nullable Value value = row.values().get(place);
        return value == null ? null : number(value);
    }

    /// The value in a row as people read it.
    @Nullable
    String text(Row row) {
        @Nullable Value value = row.values().get(place);
        return value == null ? null : value.display();
    }

    /// The values in a row; of a column of several.
    @Nullable
    List<String> texts(Row row) {
        return switch (row.values().get(place)) {
            case null -> null;
            case Value.Many(var several) -> several.stream().map(Value::display).toList();
            case Value one -> List.of(one.display());
        };
    }

    private static List<Value> values(Result result, int column) {
        var values = new ArrayList<Value>();
        for (Row row : result.rows()) {
            @Nullable Value value = row.values().get(column);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static TypedColumn typed(int place, String name, boolean time, List<Value> values) {
        if (values.stream().anyMatch(Value.Many.class::isInstance)) {
            return new TypedColumn(place, name, Kind.LIST, 0);
        }
        if (values.isEmpty() ? !time : !values.stream().allMatch(Value.Num.class::isInstance)) {
            return new TypedColumn(place, name, Kind.TEXT, 0);
        }
        List<BigDecimal> numbers = values.stream().map(TypedColumn::number).toList();
        if (time && numbers.stream().allMatch(number -> number.abs().compareTo(FARTHEST_TIME) < 0)) {
            return new TypedColumn(place, name, Kind.TIME, 0);
        }
        if (numbers.stream().allMatch(TypedColumn::isWhole)) {
            return new TypedColumn(place, name, Kind.WHOLE, 0);
        }
        return fractional(place, name, numbers);
    }

    private static TypedColumn fractional(int place, String name, List<BigDecimal> numbers) {
        int digits = 0;
        int before = 0;
        boolean asDouble = true;
        for (BigDecimal number : numbers) {
            BigDecimal plain = number.stripTrailingZeros();
            digits = Math.max(digits, plain.scale());
            before = Math.max(before, plain.precision() - plain.scale());
            asDouble &= BigDecimal.valueOf(number.doubleValue()).compareTo(number) == 0;
        }
        Kind kind = asDouble ? Kind.DOUBLE : digits + before <= MOST_DIGITS ? Kind.DECIMAL : Kind.TEXT;
        return new TypedColumn(place, name, kind, digits);
    }

    private static BigDecimal number(Value value) {
        return ((Value.Num) value).number();
    }

    private static boolean isWhole(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18;
    }
}
