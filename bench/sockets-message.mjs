// A message as the topic and the API have it, of about so many bytes: the same for the subject and its reference.
import { randomUUID } from "node:crypto";

export function messageOf(room, bytes) {
  const now = new Date().toISOString();
  const message = {
    id: randomUUID(), conversationId: room, direction: "INBOUND", type: "TEXT", content: { text: "" }, status: "DELIVERED",
    from: "+447700900123", to: "+442079460123", phoneNumberId: "500600700800901", whatsappId: "wamid." + randomUUID(), createdAt: now, updatedAt: now,
  };
  message.content.text = "x".repeat(Math.max(0, bytes - JSON.stringify(message).length));
  return message;
}
