package io.parley.messaging.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.file.FileType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaKindTest {

    static final String JPEG = "ffd8ffe000104a46494600010100000100010000ffdb0043";
    static final String PNG = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de";

    @ParameterizedTest
    @CsvSource({
        JPEG + ", image/jpeg, IMAGE",
        PNG + ", image/png, IMAGE",
        "474946383961010001008000, image/gif, DOCUMENT",
        "524946462400000057454250565038204c000000, image/webp, STICKER",
        "000000186674797069736f6d0000020069736f6d69736f32, video/mp4, VIDEO",
        "0000001c667479706d703432000000006d70343269736f6d, video/mp4, VIDEO",
        "000000146674797071742020000000007174202000000008, video/quicktime, DOCUMENT",
        "000000186674797033677034000000003367703433677036, video/3gpp, VIDEO",
        "00000018667479704d344120000000004d34412069736f6d, audio/mp4, AUDIO",
        "494433040000000000005449543200000001, audio/mpeg, AUDIO",
        "2321414d520a3c, audio/amr, AUDIO",
        "4f676753000200000000000000000000000000000000000000000113" + "4f70757348656164010138, audio/ogg, AUDIO",
        "255044462d312e370a, application/pdf, DOCUMENT",
        "504b0304140000000800, application/zip, DOCUMENT",
        "00010203040506, application/octet-stream, DOCUMENT"
    })
    void isWhatItBeginsLike(String hex, String mimeType, MediaKind kind) {
        var type = FileType.of(HexFormat.of().parseHex(hex), null);

        assertThat(type.mimeType()).isEqualTo(mimeType);
        assertThat(MediaKind.of(type)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            photo.png|Just some text|text/plain
            photo.jpg|<!DOCTYPE html><html><script>alert(1)</script></html>|text/html
            photo.jpg|<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>|image/svg+xml
            report.pdf|#!/bin/sh|application/x-sh
            """)
    void takesNobodysWordForIt(String filename, String content, String mimeType) {
        var type = FileType.of(content.getBytes(StandardCharsets.UTF_8), filename);

        assertThat(type.mimeType()).isEqualTo(mimeType);
        assertThat(type.isSafeInline()).isFalse();
        assertThat(MediaKind.IMAGE.admits(type)).isFalse();
    }

    @Test
    void isAnImageEvenWithAScriptBehindIt() {
        var polyglot = HexFormat.of().formatHex("/*<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));

        assertThat(FileType.of(HexFormat.of().parseHex(JPEG + polyglot), "x.html"))
                .isEqualTo(new FileType("image/jpeg", false));
    }

    @ParameterizedTest
    @CsvSource({
        "504b03041400060008000000210000000000, bill.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "504b03041400060008000000210000000000, bill.png, application/zip",
        "d0cf11e0a1b11ae10000000000000000, bill.xls, application/vnd.ms-excel",
        "255044462d312e37, bill.docx, application/pdf"
    })
    void letsTheNameDecideBetweenOfficeDocumentsOnly(String hex, String filename, String mimeType) {
        assertThat(FileType.of(HexFormat.of().parseHex(hex), filename).mimeType())
                .isEqualTo(mimeType);
    }

    @Test
    void tellsMovingStickersFromStillOnes() {
        var moving = "524946462400000057454250565038580a00000002000000";
        var still = "524946462400000057454250565038580a00000010000000";

        assertThat(FileType.of(HexFormat.of().parseHex(moving), null)).isEqualTo(new FileType("image/webp", true));
        assertThat(FileType.of(HexFormat.of().parseHex(still), null)).isEqualTo(new FileType("image/webp", false));
        assertThat(MediaKind.STICKER.limit(new FileType("image/webp", true))).isEqualTo(500 * 1024);
        assertThat(MediaKind.STICKER.limit(new FileType("image/webp", false))).isEqualTo(100 * 1024);
    }
}
