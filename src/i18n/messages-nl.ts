import { type Messages, messagesEn } from './messages-en';

export const messagesNl: Messages = messagesEn;
