// What every room is handed: of what, and what the address asks for besides.

export interface RoomAddress {
  id: string
  asked: Record<string, string>
}
