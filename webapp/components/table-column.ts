// A column of a table: its heading, what it shows of a row, and how rows are ordered by it.

import type { ComponentChildren } from 'preact'
import type { SortWeight } from './rows'

export interface TableColumn<Row> {
  key: string
  title: string
  cell(row: Row): ComponentChildren
  /** By what it is sorted; a column without it is not. */
  weight?(row: Row): SortWeight
  /** Figures stand under one another, and the first tap brings the largest to the top. */
  amount?: boolean
  /** Only on paper. */
  paper?: boolean
}
