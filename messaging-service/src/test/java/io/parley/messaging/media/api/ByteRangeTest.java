package io.parley.messaging.media.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.messaging.media.api.ByteRange.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=0-1000, 0, 99",
        "bytes=10-, 10, 99",
        "bytes=-10, 90, 99",
        "bytes=-1000, 0, 99",
        "bytes= 5 - 6, 5, 6"
    })
    void readsOneRange(String header, long first, long last) {
        assertThat(ByteRange.read(header, 100)).isEqualTo(new Wanted.Some(new ByteRange(first, last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-4", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "x"})
    void answersWholeWhatItNeedNotUnderstand(String header) {
        assertThat(ByteRange.read(header, 100)).isEqualTo(new Wanted.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void refusesWhatLiesBeyondTheEnd(String header) {
        assertThat(ByteRange.read(header, 100)).isEqualTo(new Wanted.Impossible());
    }

    @Test
    void answersWholeWhereNothingIsSaid() {
        assertThat(ByteRange.read(null, 100)).isEqualTo(new Wanted.Whole());
    }
}
