package io.parley.analytics.fact;

/**
 * Numbers that are added up together, in the order in which a table has their columns.
 *
 * @param values one for each column
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Counts(long[] values) {

    static Counts of(long... values) {
        return new Counts(values.clone());
    }

    Counts plus(Counts other) {
        var sums = values.clone();
        for (var i = 0; i < sums.length; i++) {
            sums[i] += other.values[i];
        }
        return new Counts(sums);
    }

    Counts negated() {
        var negated = new long[values.length];
        for (var i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return new Counts(negated);
    }

    boolean isZero() {
        for (var value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    long at(int column) {
        return values[column];
    }
}
