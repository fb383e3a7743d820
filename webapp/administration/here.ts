// What every room is handed: of what, and what the address asks for besides.

export interface Here {
  id: string
  asked: Record<string, string>
}
