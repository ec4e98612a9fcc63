package io.parley.messaging.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.MessageType;
import io.parley.kit.json.Json;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ContentReaderTest {

    static final UUID MEDIA = UUID.fromString("01902d5e-0000-7000-8000-000000000001");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"text","text":{"body":"Does it fit?"}}|TEXT|{"text":"Does it fit?"}
            {"type":"location","location":{"latitude":51.5,"longitude":-0.12,"name":"HQ"}}|LOCATION|{"latitude":51.5,"longitude":-0.12,"name":"HQ"}
            {"type":"contacts","contacts":[{"name":{"formatted_name":"Bo Li"},"origin":"other"}]}|CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo Li"},"origin":"other"}]}
            {"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"yes-1","title":"Yes"}}}|INTERACTIVE|{"kind":"button_reply","id":"yes-1","title":"Yes"}
            {"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"row-7","title":"Express","description":"opt"}}}|INTERACTIVE|{"kind":"list_reply","id":"row-7","title":"Express","description":"opt"}
            {"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\\"flow_token\\":\\"ft-1\\"}"}}}|INTERACTIVE|{"kind":"flow_reply","id":"flow","title":"Sent","data":{"flow_token":"ft-1"}}
            {"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{half"}}}|INTERACTIVE|{"kind":"flow_reply","data":"{half"}
            {"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept"}}}|INTERACTIVE|{"kind":"call_permission_reply","data":{"response":"accept"}}
            {"type":"button","button":{"payload":"STOP","text":"Unsubscribe"}}|INTERACTIVE|{"kind":"template_button","payload":"STOP","title":"Unsubscribe"}
            {"type":"order","order":{"catalog_id":"881","text":"","product_items":[{"product_retailer_id":"sku1","quantity":2,"item_price":9.5,"currency":"GBP"}]}}|ORDER|{"catalogId":"881","items":[{"productRetailerId":"sku1","quantity":2,"itemPrice":9.5,"currency":"GBP"}],"text":""}
            {"type":"reaction","reaction":{"message_id":"wamid.orig","emoji":"👍"}}|REACTION|{"messageId":null,"whatsappId":"wamid.orig","emoji":"👍"}
            {"type":"reaction","reaction":{"message_id":"wamid.orig"}}|REACTION|{"messageId":null,"whatsappId":"wamid.orig","emoji":null}
            {"type":"reaction","reaction":{"message_id":"wamid.orig","emoji":""}}|REACTION|{"messageId":null,"whatsappId":"wamid.orig","emoji":null}
            {"type":"system","system":{"type":"user_changed_number","body":"changed","wa_id":"447700900999"}}|SYSTEM|{"kind":"user_changed_number","body":"changed","waId":"447700900999"}
            {"type":"system","system":{"type":"customer_changed_number","body":"changed","new_wa_id":"447700900999"}}|SYSTEM|{"kind":"customer_changed_number","body":"changed","waId":"447700900999"}
            {"type":"system","system":{"type":"user_changed_user_id","body":"changed","user_id":"GB.2"}}|SYSTEM|{"kind":"user_changed_user_id","body":"changed","userId":"GB.2"}
            {"type":"system","system":{"type":"customer_identity_changed"},"identity":{"hash":"h"}}|SYSTEM|{"kind":"customer_identity_changed","identity":{"hash":"h"}}
            {"type":"request_welcome"}|SYSTEM|{"kind":"request_welcome"}
            {"type":"edit","edit":{"original_message_id":"wamid.orig","message":{"type":"text","text":{"body":"fixed"}}}}|SYSTEM|{"kind":"edit","whatsappId":"wamid.orig","text":"fixed"}
            {"type":"revoke","revoke":{"original_message_id":"wamid.orig"}}|SYSTEM|{"kind":"revoke","whatsappId":"wamid.orig"}
            """)
    void saysInParleysWordsWhatMetaSays(String message, MessageType type, String content) {
        var read = ContentReader.read(json(message), MEDIA);

        assertThat(read.type()).isEqualTo(type);
        assertThat(read.body()).isEqualTo(json(content));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"image","image":{"id":"111","mime_type":"image/jpeg","sha256":"p2Y=","caption":"opt"}}|IMAGE|"mimeType":"image/jpeg","sha256":"p2Y=","caption":"opt"
            {"type":"video","video":{"id":112,"mime_type":"video/mp4","sha256":"x="}}|VIDEO|"mimeType":"video/mp4","sha256":"x="
            {"type":"audio","audio":{"id":"113","mime_type":"audio/ogg; codecs=opus","sha256":"x=","voice":true}}|AUDIO|"mimeType":"audio/ogg; codecs=opus","sha256":"x=","voice":true
            {"type":"document","document":{"id":"114","mime_type":"application/pdf","filename":"bill.pdf"}}|DOCUMENT|"mimeType":"application/pdf","filename":"bill.pdf"
            {"type":"sticker","sticker":{"id":"115","mime_type":"image/webp","animated":false}}|STICKER|"mimeType":"image/webp","animated":false
            """)
    void tellsWhereAFileWillBe(String message, MessageType type, String rest) {
        var read = ContentReader.read(json(message), MEDIA);

        assertThat(read.type()).isEqualTo(type);
        assertThat(read.body())
                .isEqualTo(json("{\"mediaId\":\"" + MEDIA + "\",\"mediaUrl\":\"/api/media/" + MEDIA + "\"," + rest
                        + ",\"mediaStatus\":\"PENDING\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"text\"}",
                "{\"type\":\"text\",\"text\":{\"body\":7}}",
                "{\"type\":\"image\",\"image\":{}}",
                "{\"type\":\"location\",\"location\":{\"latitude\":\"north\"}}",
                "{\"type\":\"contacts\",\"contacts\":{}}",
                "{\"type\":\"interactive\"}",
                "{\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\"}}",
                "{\"type\":\"button\"}",
                "{\"type\":\"reaction\",\"reaction\":{}}",
                "{\"type\":\"order\",\"order\":7}",
                "{\"type\":\"system\"}",
                "{\"type\":\"edit\",\"edit\":{}}",
                "{\"type\":\"revoke\"}",
                "{\"type\":\"unknown\"}",
                "{\"type\":\"poll_creation\",\"poll_creation\":{\"name\":\"Lunch?\"}}",
                "{\"type\":7}"
            })
    void keepsWholeWhatItCannotRead(String message) {
        var read = ContentReader.read(json(message), MEDIA);

        assertThat(read.type()).isEqualTo(MessageType.UNSUPPORTED);
        assertThat(read.body()).isEqualTo(json("{\"raw\":" + message + "}"));
    }

    @Test
    void tellsMetasReasonWithAnUnsupportedMessage() {
        var read = ContentReader.read(
                json("{\"type\":\"unsupported\",\"unsupported\":{\"type\":\"edit\"},\"errors\":[{\"code\":131051}]}"),
                MEDIA);

        assertThat(read.type()).isEqualTo(MessageType.UNSUPPORTED);
        assertThat(read.body().path("error").path("code").asInt()).isEqualTo(131051);
        assertThat(read.body().path("raw").path("unsupported").path("type").asString())
                .isEqualTo("edit");
    }

    private static JsonNode json(String text) {
        return Json.events().readTree(text);
    }
}
